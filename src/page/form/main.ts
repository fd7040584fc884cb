import { timestamp } from '../../env.ts'
import { assembleModel } from '../../model/assemble.ts'
import { courseOf } from '../../questionnaire/course.ts'
import type { FormContents } from '../../questionnaire/form-contents.ts'
import { run } from './app.ts'
import { newDraft } from './draft.ts'
import { openDurable } from './durable.ts'
import { keepingOn } from './keeping.ts'
import { paper } from './pages/paper.ts'
import { routeOf } from './routes.ts'

const contents = JSON.parse(document.getElementById('contents')!.textContent) as FormContents
const model = { ...assembleModel(contents.model), digest: contents.digest }
const course = courseOf(model, contents.person.sections)

/** Where the browser forbids storage, asking for it is an error. */
function attempted<Result>(ask: () => Result): Result | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}

document.getElementById('paper')!.innerHTML = paper(contents, course).html

async function begin(): Promise<void> {
  const durable = await openDurable(attempted(() => window.indexedDB))
  const keeping = await keepingOn(
    attempted(() => window.localStorage),
    durable,
    contents,
  )
  run({
    ...{ window, contents, course, keeping, routeOf },
    draft: keeping.read() ?? newDraft(contents, model),
    now: () => timestamp(new Date()),
  })
}

void begin()
