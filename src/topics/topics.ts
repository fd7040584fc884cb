import { exitCodes } from './exit-codes.ts'
import { formats } from './formats.ts'
import { git } from './git.ts'
import { privacy } from './privacy.ts'
import type { Topic } from './topic.ts'

/** What help tells of beside commands. */
export const topics: readonly Topic[] = [exitCodes, formats, git, privacy]

/** The word behind `help` that lists them. */
export const listOfTopics = 'topics'
