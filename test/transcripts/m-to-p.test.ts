import { markdownIn, replayEach } from '../transcript.ts'

replayEach(markdownIn('test/transcripts', 'm', 'p'))
