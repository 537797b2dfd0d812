import { groupsOf } from '../../pseudonym'

/** A root as large as a hall reads it: four lines of four groups. */
export function Root({ hex, label }: { hex: string; label: string }) {
  const groups = groupsOf(hex)
  return (
    <figure class="root">
      <figcaption>{label}</figcaption>
      <p data-testid="root">
        {groups.map((group, i) => (
          <code key={i}>{group}</code>
        ))}
      </p>
    </figure>
  )
}
