import { render } from 'preact'
import '../style/tokens.css'
import '../style/base.css'
import '../style/console.css'
import '../style/head.css'
import '../style/drive.css'
import '../style/keys.css'
import '../style/timeline.css'
import '../style/watch.css'
import '../style/console-draws.css'
import '../style/console-feelings.css'
import '../style/console-office.css'
import '../style/console-spoken.css'
import '../style/console-edit.css'
import { App } from './app'
import { Desk } from './desk'
import { Office } from './office/office'

const desk = new Desk()
const office = new Office()
const root = document.getElementById('app')
if (root) render(<App desk={desk} office={office} />, root)
desk.start()
office.start(() => desk.seat !== null)
