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
import { App } from './app'
import { Desk } from './desk'

const desk = new Desk()
const root = document.getElementById('app')
if (root) render(<App desk={desk} />, root)
desk.start()
