import type { Topic } from './topic.ts'

export const formats: Topic = {
  id: 'formats',
  about: 'the forms in which commands give their data, and the files they keep',
  parts: [
    'A command that has data takes --format, and -o FILE to write it to a file. A pipe gets the same bytes as a file.',
    [
      ['text', 'for people, as wide as the terminal; --plain leaves out boxes and bars'],
      ['json', 'for programs: one object whose format is tiex-KIND/1; it only ever gains fields'],
      ['csv', 'a table in UTF-8, with a heading for each column'],
      ['md', 'Markdown, for a paper or a page of a forge'],
      ['html', 'of tiex report and tiex form: one page that needs no network'],
      ['github, gitlab, junit', 'of check, compare and plan check: what a build shows beside the code'],
      ['ics', 'of tiex plan export: a calendar of due days'],
      ['jsonl, parquet, xlsx', 'of tiex export: a tidy table, one row an observation'],
      ['svg, png', 'of tiex results --chart, by the ending of the file after -o'],
    ],
    'What people answer and agree is kept in YAML files: one for each person and round, one for what was agreed. Each names its schema in its first line, so that an editor completes and checks it; tiex keeps comments and the order of what people wrote. tiex check lists everything wrong in them.',
  ],
}
