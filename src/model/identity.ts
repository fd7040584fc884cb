import { canonicalJson } from '../canonical-json.ts'
import type { Axis, Model, Scale } from './model.ts'

/**
 * The text whose SHA-256 is the model's digest: id, version, scales, axes and the wording of every statement, in order.
 * What a statement was in the previous version is there where it says so, since what may be compared depends on it; models that say
 * nothing of the kind keep the digest they had. Help, descriptions, focus lines, prompts, resources and the glossary are left out, because they may grow within a version.
 */
export function modelIdentity(model: Omit<Model, 'digest'>): string {
  return canonicalJson({
    id: model.id,
    version: model.version,
    ...(model.previous === undefined ? {} : { previous: model.previous }),
    scales: model.scales.map(scaleIdentity),
    statementScale: model.statementScale.id,
    factorScale: model.factorScale.id,
    modes: model.modes.map(axisIdentity),
    stages: model.stages.map(axisIdentity),
    sections: model.sections.map((section) => ({
      id: section.id,
      statements: section.statements.map(({ key, text, was }) => ({
        ...{ key, text },
        ...(was === undefined ? {} : { was }),
      })),
    })),
  })
}

function scaleIdentity(scale: Scale) {
  return { id: scale.id, options: scale.options.map(({ id, title, value }) => ({ id, title, value })) }
}

function axisIdentity({ id, title }: Axis) {
  return { id, title }
}
