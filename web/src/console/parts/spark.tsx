import { lineOf } from '../history'

const WIDTH = 300
const HEIGHT = 40

/** A small chart of the last three minutes. The figure beside it says what it is now. */
export function Spark({ values, label }: { values: readonly number[]; label: string }) {
  const line = lineOf(values, WIDTH, HEIGHT - 2)
  const left = line.slice(0, line.indexOf(','))
  return (
    <svg
      class="spark"
      viewBox={`0 -1 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.length > 1 ? (
        <>
          <path class="spark-area" d={`M${left},${HEIGHT} L${line} L${WIDTH},${HEIGHT}Z`} />
          <path class="spark-line" d={`M${line}`} vector-effect="non-scaling-stroke" />
        </>
      ) : null}
    </svg>
  )
}
