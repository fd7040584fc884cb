import type { App, Route } from '../app.ts'
import { parseDraft } from '../draft.ts'
import { textField } from '../fields.ts'
import { backLink, body, button, errorSummary, type Fault, heading, html } from '../html.ts'
import { lockText, unlockText } from '../lock.ts'
import { isBegun, soMany } from '../words.ts'

const shortest = 12

/** Saves what there is so far in a file that only a passphrase opens. */
export const lock: Route = (app, _, faults) => ({
  title: 'Save a locked file',
  content: html`${backLink('/tasks')}${errorSummary(faults)}
${heading('Save a locked file')}
${body('The file holds your answers so far. Only your passphrase opens it: nobody can help if you forget it. It is not what you send back at the end.')}
<form novalidate>${textField({
    id: 'passphrase',
    name: 'passphrase',
    label: 'Passphrase',
    hint: `At least ${shortest} characters. Four or five words are good.`,
    type: 'password',
    autocomplete: 'new-password',
    faults,
  })}${textField({
    id: 'again',
    name: 'again',
    label: 'The passphrase once more',
    type: 'password',
    autocomplete: 'new-password',
    faults,
  })}${button('Save the locked file', 'lock')}</form>`,
  actions: { lock: (form) => saveLocked(app, form) },
})

async function saveLocked(app: App, form: HTMLFormElement): Promise<void> {
  const given = new FormData(form)
  const passphrase = String(given.get('passphrase')).normalize('NFC')
  const faults: Fault[] = []
  if (passphrase.length < shortest)
    faults.push({ field: 'passphrase', message: `Enter a passphrase of at least ${shortest} characters` })
  else if (passphrase !== String(given.get('again')).normalize('NFC'))
    faults.push({ field: 'again', message: 'Enter the same passphrase again' })
  if (faults.length > 0) return app.fail(faults)
  app.tell('Locking the file. This takes a moment.')
  await aMoment()
  const { round, person } = app.contents
  app.download(`${round}-${person.id}-draft.age`, await lockText(JSON.stringify(app.draft), passphrase))
  app.saved()
  app.tell('The locked file was handed to your browser to save.')
}

/** Goes on from such a file. */
export const open: Route = (app, _, faults) => ({
  title: 'Open a locked file',
  content: html`${backLink('/')}${errorSummary(faults)}
${heading('Open a locked file')}
${body('Go on from a file that you saved from this form. You are asked before it takes the place of answers that are here.')}
<form novalidate>${textField({ id: 'file', name: 'file', label: 'The locked file', type: 'file', faults })}${textField(
    {
      id: 'passphrase',
      name: 'passphrase',
      label: 'Its passphrase',
      type: 'password',
      autocomplete: 'current-password',
      faults,
    },
  )}${button('Open the file', 'open')}</form>`,
  actions: { open: (form) => openLocked(app, form) },
})

async function openLocked(app: App, form: HTMLFormElement): Promise<void> {
  const given = new FormData(form)
  const file = given.get('file')
  const passphrase = String(given.get('passphrase')).normalize('NFC')
  const faults: Fault[] = []
  if (!(file instanceof File) || file.size === 0)
    faults.push({ field: 'file', message: 'Select the locked file' })
  if (passphrase === '') faults.push({ field: 'passphrase', message: 'Enter the passphrase of the file' })
  if (faults.length > 0 || !(file instanceof File)) return app.fail(faults)
  app.tell('Opening the file. This takes a moment.')
  await aMoment()
  const text = file.size > 2_000_000 ? undefined : await unlockText(await file.text(), passphrase)
  if (text === undefined)
    return app.fail([
      {
        field: 'passphrase',
        message: 'The passphrase does not open this file. Enter it again, or select another file',
      },
    ])
  const draft = parseDraft(text, app.contents)
  if (typeof draft === 'string') return app.fail([{ field: 'file', message: draft }])
  const take = () => {
    app.take(draft)
    app.saved()
    app.go(app.keeping.allowed() === undefined ? '/keep' : '/tasks')
  }
  if (!isBegun(app.draft) || JSON.stringify(app.draft.response) === JSON.stringify(draft.response))
    return take()
  app.ask({
    question: 'Which answers do you want to go on with?',
    hint: 'There are answers here already. The others are lost.',
    missing: 'Select which answers you want to go on with',
    back: '/open',
    options: [
      { label: `Those here: ${soMany(app, app.draft)}`, act: () => app.go('/tasks') },
      { label: `Those of the file: ${soMany(app, draft)}`, act: take },
    ],
  })
}

/** Lets the browser show and say what was told before the work of a passphrase begins. */
function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50))
}
