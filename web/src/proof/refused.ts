/** What a check throws: the bytes are not what they should be, and why. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** Go on only when it is so. */
export function must(so: boolean, why: string): asserts so {
  if (!so) throw new Refused(why)
}

/** Why something failed, also when it was not a check that threw it. */
export function reason(error: unknown): string {
  if (error instanceof Refused) return error.message
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
