import { render } from 'preact'
import '../style/tokens.css'
import '../style/base.css'
import '../style/prompter.css'
import { App } from './app'
import { stayAwake } from './awake'
import { Line } from './line'
import { optionsOf } from './options'

const options = optionsOf(location.search)
document.documentElement.classList.toggle('mirror', options.mirror)
document.documentElement.style.setProperty('--scale', String(options.scale))

const line = new Line(options.room)
const root = document.getElementById('app')
if (root) render(<App line={line} options={options} />, root)
line.start()
stayAwake()
