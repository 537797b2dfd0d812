import type { Falling, Rainfall } from '../../rainfall'
import { isAlive, paintBurst, type Burst } from './burst'
import { packetSprite } from './sprite'
import { fieldOf, TALL, touched, type Field } from './touch'

export interface Rules {
  readonly rainfall: Rainfall
  /** The time since the opening by the show's clock. */
  since(): number
  /** A packet was tapped; true when it counts as a chance. */
  tapped(): boolean
}

/** Sharper than this nobody sees, and an old phone has to paint every pixel. */
const SHARPNESS_MAX = 2

/** The rain on a canvas: paints itself frame by frame and hears thumbs, until it is stopped. */
export class Game {
  readonly #pen: CanvasRenderingContext2D | null
  readonly #gone = new Set<number>()
  readonly #watch: ResizeObserver
  #bursts: Burst[] = []
  #field: Field = fieldOf(1, 1)
  #sharp = 1
  #sprite: HTMLCanvasElement | null = null
  #frame = 0

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly rules: Rules,
  ) {
    this.#pen = canvas.getContext('2d')
    this.#watch = new ResizeObserver(() => this.#measure())
    this.#watch.observe(canvas)
    canvas.addEventListener('pointerdown', this.#tap)
    this.#measure()
    this.#frame = requestAnimationFrame(this.#paint)
  }

  stop(): void {
    cancelAnimationFrame(this.#frame)
    this.#watch.disconnect()
    this.canvas.removeEventListener('pointerdown', this.#tap)
  }

  #measure(): void {
    const { clientWidth, clientHeight } = this.canvas
    this.#field = fieldOf(clientWidth, clientHeight)
    this.#sharp = Math.min(SHARPNESS_MAX, window.devicePixelRatio || 1)
    this.canvas.width = Math.round(clientWidth * this.#sharp)
    this.canvas.height = Math.round(clientHeight * this.#sharp)
    this.#sprite = packetSprite(this.#field.packet * this.#sharp * 1.15)
  }

  readonly #tap = (event: PointerEvent): void => {
    if (event.button > 0) return
    const { left, top } = this.canvas.getBoundingClientRect()
    const x = event.clientX - left
    const y = event.clientY - top
    const hit = touched(this.rules.rainfall.at(this.rules.since()), this.#gone, this.#field, x, y)
    if (!hit) return
    this.#gone.add(hit.id)
    const counted = this.rules.tapped()
    this.#bursts.push({ x, y, since_ms: performance.now(), counted })
    navigator.vibrate?.(counted ? 25 : 8)
  }

  readonly #paint = (): void => {
    this.#frame = requestAnimationFrame(this.#paint)
    const pen = this.#pen
    if (!pen) return
    const now_ms = performance.now()
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height)
    for (const one of this.rules.rainfall.at(this.rules.since())) {
      if (!this.#gone.has(one.id)) this.#stamp(pen, one)
    }
    pen.setTransform(this.#sharp, 0, 0, this.#sharp, 0, 0)
    pen.font = '700 20px sans-serif'
    pen.textAlign = 'center'
    this.#bursts = this.#bursts.filter((burst) => isAlive(burst, now_ms))
    for (const burst of this.#bursts) paintBurst(pen, burst, now_ms)
  }

  #stamp(pen: CanvasRenderingContext2D, { x, y, size, angle }: Falling): void {
    const { width, height, packet } = this.#field
    const w = packet * size * this.#sharp
    const h = w * TALL
    const cos = Math.cos(angle)
    const sin = Math.sin(angle)
    const sharp = this.#sharp
    pen.setTransform(cos, sin, -sin, cos, x * width * sharp, y * height * sharp)
    if (this.#sprite) pen.drawImage(this.#sprite, -w / 2, -h / 2, w, h)
  }
}
