import { smallModelFiles } from './small-model-files.ts'

/** The digest of the small model, as its files give it. */
const smallDigest = 'sha256:677fabf85e22c7f310f6f6de2ad8f4a077fc810649e317c93851d39c47b1bac8'

const wordings: Readonly<Record<string, string>> = {
  'Volunteers trial wildflower verges.': 'Volunteers and schools trial wildflower verges.',
}

/** A characteristic in which each statement says which it was, and one is reworded. */
function claimed(file: string, id: string): string {
  let mode = ''
  return smallModelFiles[file]!.split('\n')
    .map((line) => {
      mode = /^ {2}(\w+):$/.exec(line)?.[1] ?? mode
      const [, stage, text] = /^ {6}(\w+): \{text: "(.*)"\}$/.exec(line) ?? []
      if (stage === undefined || text === undefined) return line
      return `      ${stage}: {text: ${JSON.stringify(wordings[text] ?? text)}, was: ${id}/${mode}/${stage}}`
    })
    .join('\n')
}

/**
 * The second version of the small model. Of its 23 statements one is new (courage/ask), one reworded (parks/outside/try), one moved
 * (courage/admit, which was courage/fail), and one as before without saying so (courage/speak); courage/stop is gone.
 */
export const nextModelFiles: Readonly<Record<string, string>> = {
  ...smallModelFiles,
  'model.yaml': smallModelFiles['model.yaml']!.replace(
    'version: "1.0"',
    `version: "2.0"\nprevious: {version: "1.0", digest: "${smallDigest}"}`,
  ),
  'characteristics/roads.yaml': claimed('characteristics/roads.yaml', 'roads'),
  'characteristics/parks.yaml': claimed('characteristics/parks.yaml', 'parks'),
  'success-factors/courage.yaml': `format: tiex-success-factor/1
id: courage
title: Courage
statements:
  - {id: speak, text: People say what they think.}
  - {id: admit, text: Teams admit failures openly., was: courage/fail}
  - {id: ask, text: Newcomers ask awkward questions.}
`,
}
