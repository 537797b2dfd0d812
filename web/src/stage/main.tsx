import { render } from 'preact'
import '../style/tokens.css'
import '../style/base.css'
import '../style/stage-frame.css'
import '../style/stage-views.css'
import '../style/stage-sale.css'
import '../style/stage-draw.css'
import '../style/stage-clear.css'
import { firstLang, recall } from '../lang'
import { Tickets } from '../viewer/join'
import { Live } from '../viewer/live'
import { App } from './app'
import { optionsOf } from './options'

const options = optionsOf(location.search)
const lang = options.lang ?? firstLang(recall('gala.lang'), navigator.language)
document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
document.documentElement.classList.toggle('clear', options.transparent)

const live = new Live(new Tickets(options.outlet))
const root = document.getElementById('app')
if (root) render(<App live={live} options={options} lang={lang} />, root)
live.start()
