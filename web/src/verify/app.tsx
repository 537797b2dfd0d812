import { useEffect, useState } from 'preact/hooks'
import { useLang } from '../lang'
import { Checklist } from './parts/checklist'
import { Drop } from './parts/drop'
import { Find } from './parts/find'
import { Gaps } from './parts/gaps'
import { Keys } from './parts/keys'
import { Outcome } from './parts/outcome'
import { Tasks } from './parts/tasks'
import { TopBar } from './parts/top-bar'
import { Verdict } from './parts/verdict'
import type { Session } from './session'
import { WORDS } from './words'

/** The page on which anybody checks the night. */
export function App({ session }: { session: Session }) {
  const [lang, choose] = useLang()
  useLook(session)
  const words = WORDS[lang]
  useEffect(() => {
    document.title = words.page
  }, [words])

  const { tasks } = session
  useEffect(() => {
    // What was chosen at the foot of the page has its result at the head.
    if (tasks.length === 0) return
    document.getElementById('result')?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [tasks])

  const task = session.tasks[session.shown] ?? null
  const found = task?.report?.found ?? null
  return (
    <>
      <a class="skip" href="#result">
        {words.skip}
      </a>
      <TopBar words={words} lang={lang} choose={choose} small={task !== null} />
      <Keys session={session} words={words} alarm />
      <main id="result" class="columns" data-empty={task === null} tabIndex={-1}>
        <div class="main">
          {task ? <Tasks session={session} words={words} /> : null}
          {task && session.kept ? <Verdict task={task} words={words} /> : null}
          {found ? <Outcome found={found} words={words} /> : null}
          {found ? <Find session={session} found={found} words={words} /> : null}
          {task ? null : <Drop session={session} words={words} small={false} />}
        </div>
        <div class="aside">
          {task && session.kept ? <Checklist task={task} words={words} /> : null}
          {task?.report?.ok ? <Gaps report={task.report} words={words} /> : null}
          <Keys session={session} words={words} />
        </div>
        {task ? <Drop session={session} words={words} small /> : null}
      </main>
    </>
  )
}

/** Draw anew whenever the session has something new. */
function useLook(session: Session): void {
  const [, draw] = useState(0)
  useEffect(() => {
    // What was told before this effect ran would be missed.
    draw((n) => n + 1)
    return session.subscribe(() => draw((n) => n + 1))
  }, [session])
}
