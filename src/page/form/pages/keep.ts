import type { App, Route } from '../app.ts'
import type { Draft } from '../draft.ts'
import { radios } from '../fields.ts'
import { backLink, body, button, errorSummary, heading, html } from '../html.ts'
import { isBegun, soMany } from '../words.ts'

/** Asks, before anything is kept on a device that others may use too. `rest` is where the person wanted to go. */
export const keep: Route = (app, rest, faults) => {
  const allowed = app.keeping.allowed()
  const content = html`${backLink('/')}${errorSummary(faults)}
${heading('Where your answers are kept')}
${body('Until you send them, your answers are on this device only. If others use it with the same account, they could read what is kept here.')}
<form novalidate>${radios({
    id: 'keep',
    name: 'keep',
    legend: html`May this browser keep your answers on this device?`,
    faults,
    chosen: allowed === undefined ? undefined : allowed ? 'yes' : 'no',
    radios: [
      {
        value: 'yes',
        label: 'Yes, keep them on this device',
        hint: `${app.keeping.isDurable ? 'Every answer is kept at once.' : 'This browser keeps answers a little later than you give them: what you did last may be lost if it stops.'} Open this file again in the same browser to go on. You can delete them at any time.`,
      },
      {
        value: 'no',
        label: 'No, keep nothing on this device',
        hint: 'Answer in one sitting, or save a file that a passphrase locks and go on from it. If you close the page without that, your answers are lost.',
      },
    ],
  })}${button('Continue', 'continue')}</form>`
  return {
    title: 'Where your answers are kept',
    content,
    actions: {
      continue: (form) => {
        const choice = new FormData(form).get('keep')
        if (choice === null)
          return app.fail([{ field: 'keep', message: 'Select whether this browser may keep your answers' }])
        const next = rest.startsWith('/') && !rest.startsWith('/keep') ? rest : '/tasks'
        if (choice === 'no') decline(app, next)
        else accept(app, next)
      },
    },
  }
}

/** What another window kept meanwhile is not written over unasked. */
function accept(app: App, next: string): void {
  const there = app.keeping.allowed() === true ? undefined : app.keeping.read()
  const go = (draft?: Draft) => {
    if (draft !== undefined) app.take(draft)
    if (app.keep(true)) return app.go(next)
    app.fail([
      {
        field: 'keep',
        message:
          'This browser does not let the page keep anything: select “No”, and save a locked file instead',
      },
    ])
  }
  if (there === undefined || !isBegun(app.draft)) go(there)
  else
    app.ask({
      question: 'Which answers do you want to go on with?',
      hint: 'Another window of this form keeps answers on this device. The others are lost.',
      missing: 'Select which answers you want to go on with',
      back: '/keep',
      options: [
        { label: `Those that are kept: ${soMany(app, there)}`, act: () => go(there) },
        { label: `Those of this window: ${soMany(app, app.draft)}`, act: () => go() },
      ],
    })
}

/** What is kept is deleted when the person says so, and not before. */
function decline(app: App, next: string): void {
  const there = app.keeping.read()
  const go = () => {
    app.keep(false)
    app.go(next)
  }
  if (there === undefined || !isBegun(there)) go()
  else
    app.ask({
      question: 'Delete the answers that are kept on this device?',
      hint: `They are ${soMany(app, there)}. They stay in this window until you close it: save a locked file before you do.`,
      missing: 'Select whether the answers are to be deleted',
      back: '/tasks',
      options: [
        { label: 'No, go on keeping them', act: () => app.go(next) },
        {
          label: 'Yes, delete them from this device',
          act: () => {
            app.take(there)
            go()
          },
        },
      ],
    })
}
