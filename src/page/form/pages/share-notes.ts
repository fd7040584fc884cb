import { tallyOf } from '../../../questionnaire/tally.ts'
import { counted } from '../../../render/text.ts'
import type { Route } from '../app.ts'
import { radios } from '../fields.ts'
import { backLink, button, errorSummary, heading, html } from '../html.ts'

/** Whether the notes may be shown to the group. */
export const shareNotes: Route = (app, _, faults) => {
  const { notes } = tallyOf(app.course, app.draft.response)
  const chosen = app.draft.shares
  return {
    title: 'Your notes',
    content: html`${backLink('/check')}${errorSummary(faults)}${heading('Your notes')}
<p class="govuk-body">You wrote ${counted(notes, 'note')}. They help the workshop understand the answers.</p>
<form novalidate>${radios({
      id: 'shares',
      name: 'shares',
      legend: html`May your notes be shown to the group, without your name: in the workshop and in a second look?`,
      hint: 'Colleagues may still recognise your wording, or what only you know.',
      faults,
      chosen: chosen === undefined ? undefined : chosen ? 'yes' : 'no',
      radios: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    })}${button('Save and continue', 'continue')}</form>`,
    actions: {
      continue: (form) => {
        const choice = new FormData(form).get('shares')
        if (choice === null)
          return app.fail([
            { field: 'shares', message: 'Select yes if your notes may be shown to the group' },
          ])
        app.take({ ...app.draft, shares: choice === 'yes' })
        app.go('/check')
      },
    },
  }
}
