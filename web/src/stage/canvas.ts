/** Sharper than this nobody sees from a seat, and a wall of 4K would be slow. */
const RATIO_MAX = 2

/** A canvas fitted to its box, cleared; lengths are CSS pixels. Null while it has no size. */
export function cleared(canvas: HTMLCanvasElement): {
  pen: CanvasRenderingContext2D
  width: number
  height: number
} | null {
  const { clientWidth: width, clientHeight: height } = canvas
  const pen = canvas.getContext('2d')
  if (!pen || width === 0 || height === 0) return null
  const ratio = Math.min(RATIO_MAX, devicePixelRatio)
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w
    canvas.height = h
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.clearRect(0, 0, width, height)
  return { pen, width, height }
}
