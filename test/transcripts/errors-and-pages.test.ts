import { markdownIn, replayEach } from '../transcript.ts'

replayEach(['README.md', ...markdownIn('docs'), ...markdownIn('test/transcripts/errors')])
