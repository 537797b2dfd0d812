import { count } from '../../format'
import type { Office } from '../office/office'
import type { Words } from '../words'

export type Tab = 'desk' | 'office'

interface Props {
  tab: Tab
  office: Office
  words: Words
  choose: (tab: Tab) => void
}

/** The two desks of the console. There is one only where nothing is guaranteed. */
export function Tabs({ tab, office, words, choose }: Props) {
  if (!office.has_any) return null
  const told = words.office
  const waiting = office.waiting
  return (
    <nav class="tabs" aria-label={told.tabs} data-testid="tabs">
      {(['desk', 'office'] as const).map((one) => (
        <button
          key={one}
          type="button"
          data-testid={`tab-${one}`}
          aria-current={tab === one ? 'page' : undefined}
          onClick={() => choose(one)}
        >
          {one === 'desk' ? told.desk_tab : told.tab}
          {one === 'office' && waiting > 0 ? <span class="tab-badge">{count(waiting)}</span> : null}
        </button>
      ))}
    </nav>
  )
}
