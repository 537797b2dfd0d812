/** The sign of a verdict, drawn like a seal; the words beside it say the same. */
export type SealState = 'waiting' | 'checking' | 'proven' | 'rehearsed' | 'refused'

const MARKS = {
  waiting: 'M16 20h16M16 26h16M16 32h9',
  checking: 'M24 15v9l6 4',
  proven: 'm16 25 6 6 11-13',
  rehearsed: 'M24 15v11m0 6v.5',
  refused: 'm17 17 14 14m0-14L17 31',
}

const POINTS = 24

/** The rim: a circle with so many teeth. */
const RIM = `${Array.from({ length: 2 * POINTS }, (_, i) => {
  const [radius, angle] = [i % 2 === 0 ? 22.5 : 20.5, (Math.PI * i) / POINTS]
  const [x, y] = [24 + radius * Math.sin(angle), 24 - radius * Math.cos(angle)]
  return `${i === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`
}).join('')}Z`

export function Seal({ state }: { state: SealState }) {
  return (
    <svg class="seal" data-state={state} viewBox="0 0 48 48" aria-hidden="true">
      <path class="seal-rim" d={RIM} />
      <circle class="seal-ring" cx="24" cy="24" r="17" />
      <path class="seal-mark" d={MARKS[state]} />
    </svg>
  )
}
