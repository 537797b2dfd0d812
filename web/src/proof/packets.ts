import { equal, type Bytes } from './bytes'
import type { RainManifest } from './manifest'
import { must } from './refused'
import type { Checks } from './report'
import type { Opened } from './rows'
import { packetLeaves, splitting, type Split } from './split'
import type { Steps } from './steps'
import { sumRoot } from './sum-tree'

/** The check of an opened rain: split it again, and build the packet tree. */
export function* fallen(
  checks: Checks,
  manifest: RainManifest,
  seed: Bytes,
  opened: Opened,
): Steps<Split> {
  return yield* checks.long('packets', function* () {
    must(opened[0] === 'rain_opened', 'a rain was opened like a draw')
    const [, , , , , root, count, paid_fen, returned_fen] = opened
    const { rule, numbers } = manifest
    const split = yield* splitting(seed, numbers, rule)
    must(split.packets.length === count, `${split.packets.length} packets and not ${count}`)
    must(split.paid_fen === paid_fen, `${split.paid_fen} fen are paid and not ${paid_fen}`)
    const same = split.returned_fen === returned_fen
    must(same, `${split.returned_fen} fen are returned and not ${returned_fen}`)
    const tree = yield* sumRoot(packetLeaves(split, rule))
    must(equal(tree.hash, root) && tree.sum === rule.pool_fen, 'the packet tree has another root')
    return [split, `${count} packets, ${paid_fen} fen paid, ${returned_fen} returned`]
  })
}
