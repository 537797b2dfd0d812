import { useEffect, useRef, useState } from 'preact/hooks'
import { movedBy, sizeOf } from '../model'

/**
 * Words to be read out, as large as they may stand. When they do not fit they move on with the
 * segment's time (`gone`, 0 to 1), until somebody moves them by hand.
 */
export function Lines(props: {
  text: string | null
  gone: number
  none: string
  label: string
  name: string
}) {
  const { text, gone, none, label, name } = props
  const box = useRef<HTMLDivElement>(null)
  const [by_hand, take] = useState(false)
  useEffect(() => {
    const one = box.current
    if (one && !by_hand) one.scrollTop = movedBy(gone) * (one.scrollHeight - one.clientHeight)
  }, [gone, by_hand])
  if (text === null) return <p class="lines none">{none}</p>
  return (
    <div
      ref={box}
      class="lines"
      data-size={sizeOf(text)}
      data-testid={name}
      role="group"
      aria-label={label}
      tabIndex={0}
      onWheel={() => take(true)}
      onTouchMove={() => take(true)}
      onKeyDown={() => take(true)}
    >
      {text}
    </div>
  )
}
