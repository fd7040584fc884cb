import { armoredText } from '../../../questionnaire/armored.ts'
import { isSealing } from '../../../questionnaire/form-contents.ts'
import type { Route } from '../app.ts'
import { textArea } from '../fields.ts'
import { backLink, body, button, html } from '../html.ts'

/** The finished answers: as a file, and as text where files are stripped from mail. */
export const send: Route = (app) => {
  const { contents, file = '', keeping } = app
  const { sendTo, closes, round, person } = contents
  const name = `${round}-${person.id}.tiex.yaml`
  const sealed = isSealing(contents)
  // Mail programs wrap what can be read; what is sealed comes through that.
  const text = sealed ? file : armoredText(file)
  const state = sealed ? 'Your answers are sealed' : 'Your answers are ready'
  const until = closes === undefined ? undefined : html` by the end of ${closes}`
  return {
    title: state,
    content: html`${backLink('/check')}
<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title" id="heading" tabindex="-1">${state}</h1><div class="govuk-panel__body">They are not sent yet</div></div>
<p class="govuk-body">Send them to <strong>${sendTo.name}</strong>, ${sendTo.email}${until}. ${sealed ? 'Whoever else sees the file cannot read it.' : 'The file is not encrypted: whoever sees it can read it.'}</p>
<form novalidate><h2 class="govuk-heading-m">As a file</h2>
${body(`Save the file ${name}, and attach it to a message.`)}
${button('Save the file', 'save')}
<h2 class="govuk-heading-m">Or as text</h2>
${body('If your mail does not let the file through, copy all of this text into a message.')}
${textArea({ id: 'text', name: 'text', label: 'Your answers as text', faults: [] }, 8)}
${button('Copy the text', 'copy', 'second')}
<h2 class="govuk-heading-m">Afterwards</h2>
${body('To change something, change it here, and send the new file. The last one counts.')}
${keeping.allowed() === true && html`${body('Once they are sent, you can delete your answers from this device.')}${button('Delete my answers from this device', 'forget', 'warning')}`}</form>`,
    ready: (page) => {
      const area = page.querySelector<HTMLTextAreaElement>('#text')!
      area.value = text
      area.readOnly = true
    },
    actions: {
      save: () => {
        app.download(name, file)
        app.saved()
        app.tell(`${name} was handed to your browser to save.`)
      },
      copy: async (form) => {
        const area = form.querySelector<HTMLTextAreaElement>('#text')!
        area.focus()
        area.select()
        const copied = await app.copy(text)
        if (copied) app.saved()
        app.tell(copied ? 'The text is copied.' : 'The text is selected: copy it with your keyboard.')
      },
      forget: () => {
        app.keep(false)
        app.go('/send')
        app.tell('Your answers are deleted from this device. They are in this window until you close it.')
      },
    },
  }
}
