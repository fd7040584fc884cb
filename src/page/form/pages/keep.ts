import type { Route } from '../app.ts'
import { radios } from '../fields.ts'
import { backLink, body, button, errorSummary, heading, html } from '../html.ts'

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
        hint: 'Every answer is kept at once. Open this file again in the same browser to go on. You can delete them at any time.',
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
        if (!app.keep(choice === 'yes'))
          return app.fail([
            {
              field: 'keep',
              message:
                'This browser does not let the page keep anything: select “No”, and save a locked file instead',
            },
          ])
        app.go(rest.startsWith('/') && !rest.startsWith('/keep') ? rest : '/tasks')
      },
    },
  }
}
