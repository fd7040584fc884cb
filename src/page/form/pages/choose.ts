import type { Route } from '../app.ts'
import { radios } from '../fields.ts'
import { backLink, button, errorSummary, html } from '../html.ts'

/** Asks before answers are lost; nothing is chosen for the person. */
export const choose: Route = (app, _, faults) => {
  const { question, hint, missing, back, options } = app.choice!
  return {
    title: question,
    content: html`${backLink(back)}${errorSummary(faults)}
<form novalidate>${radios({
      id: 'which',
      name: 'which',
      legend: html`<h1 class="govuk-fieldset__heading" id="heading" tabindex="-1">${question}</h1>`,
      hint,
      faults,
      radios: options.map(({ label, hint: more }, index) => ({ value: String(index), label, hint: more })),
    })}${button('Continue', 'continue')}</form>`,
    actions: {
      continue: (form) => {
        const chosen = new FormData(form).get('which')
        if (chosen === null) return app.fail([{ field: 'which', message: missing }])
        options[Number(chosen)]?.act()
      },
    },
  }
}
