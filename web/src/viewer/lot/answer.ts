import { utf8 } from '../../proof/bytes'
import * as proof from '../../proof/phone'
import { isWhole } from '../../proof/places'
import type { Answer, Answers, Ask, QuestionOf } from './question'

/** How each question is answered. Throws the verifier's refusal when something is not so. */
const ANSWER: { [A in Ask]: (question: QuestionOf<A>) => Answers[A] } = {
  draw({ pins, manifest: text, signature, proof: pi, places }) {
    const manifest = proof.readManifest(text)
    if (manifest.kind !== 'draw') throw new proof.Refused('the manifest is not of a draw')
    const seed = proof.openDraw(text, signature, pi, proof.readPins(utf8(pins)))
    const found = proof.places(manifest, seed, places)
    return {
      places: found.map(({ place, leaf, prize }) => ({
        place,
        pseudonym: leaf.pseudonym,
        prize_id: prize,
        ...(manifest.rule.by_outlet ? { outlet: leaf.outlet } : {}),
      })),
      complete: isWhole(manifest, found),
    }
  },
  rain({ pins, manifest: text, signature, proof: pi, mine, told }) {
    const manifest = proof.readManifest(text)
    if (manifest.kind !== 'rain') throw new proof.Refused('the manifest is not of a rain')
    const seed = proof.openDraw(text, signature, pi, proof.readPins(utf8(pins)))
    const split = proof.packets(manifest, seed)
    const same = split.packets.length === told.packets && split.paid_fen === told.paid_fen
    if (!same) throw new proof.Refused('the sums are not those that were announced')
    const own = split.packets.filter(
      ({ chance }) => mine && chance >= mine.low && chance < mine.low + mine.quantity,
    )
    return { mine: own.map(({ fen }) => fen) }
  },
  receipt({ pins, receipt }) {
    proof.checkReceipt(receipt, proof.readPins(utf8(pins)))
    return {}
  },
}

/** The answer to a question; whatever the verifier throws is a refusal. */
export function answer<A extends Ask>(question: QuestionOf<A>): Answer<A> {
  try {
    const how = ANSWER[question.ask] as (question: QuestionOf<A>) => Answers[A]
    return { is: 'so', value: how(question) }
  } catch (error) {
    return { is: 'refused', reason: error instanceof Error ? error.message : String(error) }
  }
}
