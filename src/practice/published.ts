import type { Audience } from '../exchange/exchange.ts'
import { inOrder } from './form.ts'
import type { Practice } from './practice.ts'

/**
 * The practice that goes along when a round is published, by id: to the sector what is marked `sector` or `public`, to the public only what is
 * marked `public`. What another council wrote stays. Each says whose it is; only fields that are named here leave, the contact among
 * them, which the council wrote for it.
 */
export function practiceToPublish(
  practices: readonly Practice[],
  audience: Audience,
  { id, name }: { readonly id: string; readonly name: string },
): readonly Practice[] {
  return practices
    .filter(({ share, organisation }) => isFor(audience, share) && (organisation?.id ?? id) === id)
    .map((practice) =>
      inOrder({
        format: practice.format,
        id: practice.id,
        organisation: { id, name },
        title: practice.title,
        what: practice.what,
        changed: practice.changed,
        cells: practice.cells,
        model: practice.model,
        contact: practice.contact,
        links: practice.links?.map(({ title, url }) => ({ title, url })),
        added: practice.added,
        share: practice.share,
      }),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

function isFor(audience: Audience, share: Audience | undefined): boolean {
  return share === 'public' || (share === 'sector' && audience === 'sector')
}
