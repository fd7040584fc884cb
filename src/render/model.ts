import type { Screen } from '../env.ts'
import type { Model, Section } from '../model/model.ts'
import { renderJson } from './json.ts'
import { columnsOf, counted, oneLine, visible, wrap } from './text.ts'

/** The model as a reader goes through it: characteristic by characteristic, cell by cell; with `help` what counts for each statement. */
export function renderModel(
  model: Model,
  show: { readonly sections: readonly Section[]; readonly help: boolean },
  screen: Screen,
): string {
  const { paint, width } = screen
  const head = `${paint.strong(wrap(`${oneLine(model.title)}, ${model.id} ${model.version}`, width))}\n${wrap(summary(model), width)}\n${paint.quiet(model.digest)}\n`
  const scales = [...new Set([model.statementScale, model.factorScale])]
    .map(
      (scale) =>
        `${wrap(`${oneLine(scale.title)}: ${scale.options.map((option) => oneLine(option.title).toLowerCase()).join(', ')}`, width)}\n`,
    )
    .join('')
  const sections = show.sections.map((section) => renderSection(section, model, show.help, screen)).join('\n')
  return `${head}${scales}\n${sections}`
}

function summary(model: Model): string {
  const factors = model.factors.length === 0 ? '' : `; ${counted(model.factors.length, 'success factor')}`
  return `${counted(model.characteristics.length, 'characteristic')}, ${counted(model.modes.length, 'mode')}, ${counted(model.stages.length, 'stage')}${factors}: ${counted(model.statements.length, 'statement')}. Valid ${model.valid.from} to ${model.valid.until}.`
}

function renderSection(section: Section, model: Model, help: boolean, { paint, width }: Screen): string {
  const name = oneLine(section.title)
  const apart = columnsOf(name) + 2 + section.id.length > width ? '\n' : '  '
  const title = `${paint.strong(wrap(name, width))}${apart}${paint.quiet(section.id)}\n`
  const about = section.kind === 'cell' ? section.focus : section.description
  const focus = about === undefined ? '' : `${paint.quiet(wrap(oneLine(about), width))}\n`
  const statements = section.statements.map((statement) => {
    const stage = model.stages.find((axis) => axis.id === statement.key && section.kind === 'cell')
    const text = wrap(`${oneLine(stage?.title ?? statement.key)}: ${visible(statement.text)}`, width, 2)
    return help && statement.help !== undefined
      ? `${text}\n${paint.quiet(wrap(visible(statement.help), width, 4))}\n`
      : `${text}\n`
  })
  return title + focus + statements.join('')
}

/** `tiex-model-view/1`: everything about a model in one document. */
export function modelJson(model: Model): string {
  const {
    id,
    version,
    title,
    digest,
    valid,
    scales,
    modes,
    stages,
    linesOfEnquiry,
    notes,
    characteristics,
    factors,
  } = model
  const data = {
    format: 'tiex-model-view/1',
    id,
    version,
    title,
    digest,
    valid,
    scales,
    modes,
    stages,
    linesOfEnquiry,
    notes,
    characteristics,
    factors,
  }
  return renderJson(data)
}
