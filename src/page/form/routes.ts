import type { App, Route } from './app.ts'
import { check } from './pages/check.ts'
import { choose } from './pages/choose.ts'
import { keep } from './pages/keep.ts'
import { lock, open } from './pages/locked.ts'
import { results } from './pages/results.ts'
import { section } from './pages/section.ts'
import { send } from './pages/send.ts'
import { shareNotes } from './pages/share-notes.ts'
import { start } from './pages/start.ts'
import { tasks } from './pages/tasks.ts'

const routes: Readonly<Record<string, Route>> = {
  '': start,
  keep,
  open,
  lock,
  tasks,
  section,
  results,
  check,
  notes: shareNotes,
  send,
  choose,
}

/** Pages that can be seen before the person said whether answers may be kept. */
const before = ['', 'keep', 'open', 'choose']

/** The page of a path such as `/section/ID`; the start for a path of none, and the question about keeping where it was not answered yet. */
export function routeOf(path: string, app: App): readonly [Route, rest: string] {
  const [, name = '', ...rest] = path.split('/')
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined
  if (route === undefined) return [start, '']
  if (app.keeping.allowed() === undefined && !before.includes(name)) return [keep, path]
  if (name === 'choose' && app.choice === undefined) return [start, '']
  if (name === 'send' && app.file === undefined) return [check, '']
  return [route, rest.join('/')]
}
