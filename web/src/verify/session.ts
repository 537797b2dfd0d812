import { verifying } from '../proof/bundle'
import { verifyingRecord } from '../proof/recount'
import { Checks, type Report } from '../proof/report'
import { politely } from '../proof/steps'
import { sorted, type Subject } from './gather'
import { keepPins, keptOf, recallPins, sitePins, type Kept } from './keep'
import { linkOf } from './link'

/** One thing that is verified, and how far it has come. */
export interface Task {
  readonly subject: Subject
  checks: Checks
  report: Report | null
  took_ms: number
}

/** What went wrong before anything could be verified. */
export type Note =
  | { readonly is: 'elsewhere'; readonly host: string }
  | { readonly is: 'no_link' | 'not_there' | 'bad_pins' | 'empty' | 'new_pins' }

/** Other keys than the kept ones, and where they are from. */
export interface Other {
  readonly from: 'site' | 'file'
  readonly kept: Kept
}

/** What the page verifies, under which keys; tells whoever subscribes when something changes. */
export class Session {
  tasks: Task[] = []
  shown = 0
  note: Note | null = null
  /** The keys in use; undefined until it is known whether there are any. */
  kept: Kept | null | undefined = undefined
  /** Keys that nobody has chosen yet: of this site now, or of a file that came with others. */
  other: Other | null = null

  private readonly looks = new Set<() => void>()
  private run = 0

  subscribe(look: () => void): () => void {
    this.looks.add(look)
    return () => this.looks.delete(look)
  }

  /** Find the keys, then open the linked bundle, if there is a link. */
  async start(link: string | null): Promise<void> {
    const opening = link === null ? null : this.open(link)
    const [recalled, site] = [recallPins(), await sitePins()]
    if (this.kept === undefined) {
      // The first visit decides; whatever comes later must be chosen.
      this.kept = recalled ?? site
      if (!recalled && site) keepPins(site)
      if (recalled && site && !same(recalled, site)) this.other = { from: 'site', kept: site }
    }
    this.tell()
    await opening
    await this.verify()
  }

  /** Take keys in place of those kept, and verify everything again under them. */
  async choose(kept: Kept): Promise<void> {
    this.kept = kept
    this.other = null
    keepPins(kept)
    await this.verifyAll()
  }

  /** Stay with the keys that were kept first. */
  stay(): void {
    this.other = null
    this.tell()
  }

  /** Open what a link leads to. */
  async open(typed: string): Promise<void> {
    const link = linkOf(typed, location.href)
    if (link.is === 'none') return this.say({ is: 'no_link' })
    if (link.is === 'elsewhere') return this.say({ is: 'elsewhere', host: link.host })
    try {
      const answer = await fetch(link.path, { cache: 'no-store' })
      if (!answer.ok) return this.say({ is: 'not_there' })
      const bytes = new Uint8Array(await answer.arrayBuffer())
      await this.take(new Map([[link.path, bytes]]))
    } catch {
      this.say({ is: 'not_there' })
    }
  }

  /**
   * Verify some files. A `pins.json` alone gives the keys; one that comes with what is to be
   * verified is only asked about, for whoever forges a file can add keys to it.
   */
  async take(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const { subjects, pins } = sorted(files)
    this.note = files.size === 0 ? { is: 'empty' } : null
    if (subjects.length > 0) {
      this.tasks = subjects.map((subject) => {
        return { subject, checks: new Checks(), report: null, took_ms: 0 }
      })
      this.shown = 0
    }
    if (pins) {
      const kept = keptOf(pins)
      if (!kept) this.note = { is: 'bad_pins' }
      else if (subjects.length > 0) this.other = this.known(kept) ? null : { from: 'file', kept }
      else {
        this.note = { is: 'new_pins' }
        return this.choose(kept)
      }
    }
    this.tell()
    await this.verify()
  }

  show(index: number): void {
    this.shown = index
    this.tell()
  }

  private async verifyAll(): Promise<void> {
    for (const task of this.tasks) {
      task.checks = new Checks()
      task.report = null
    }
    this.tell()
    await this.verify()
  }

  /** Verify one task after the other, as long as nothing newer has begun. */
  private async verify(): Promise<void> {
    const run = ++this.run
    const { kept } = this
    if (!kept) return
    for (const task of this.tasks) {
      if (task.report) continue
      const { subject } = task
      const checks = (task.checks = new Checks())
      const steps =
        subject.is === 'bundle'
          ? verifying(subject.bytes, kept.pins, checks)
          : verifyingRecord(subject.files, kept.pins, checks)
      const began = performance.now()
      const report = await politely(steps, () => this.tell())
      if (run !== this.run) return
      task.report = report
      task.took_ms = performance.now() - began
      this.tell()
    }
  }

  private known(kept: Kept): boolean {
    return !!this.kept && same(this.kept, kept)
  }

  private say(note: Note): void {
    this.note = note
    this.tell()
  }

  private tell(): void {
    for (const look of this.looks) look()
  }
}

const same = (a: Kept, b: Kept) => a.print.join() === b.print.join()
