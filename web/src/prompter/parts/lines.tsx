import { sizeOf } from '../model'

/** Words to be read out: as large as they may stand, and to be scrolled when there are more. */
export function Lines(props: { text: string | null; none: string; label: string; name: string }) {
  const { text, none, label, name } = props
  if (text === null) return <p class="lines none">{none}</p>
  return (
    <div
      class="lines"
      data-size={sizeOf(text)}
      data-testid={name}
      role="group"
      aria-label={label}
      tabIndex={0}
    >
      {text}
    </div>
  )
}
