import { present } from './present.ts'

present(document, window)
