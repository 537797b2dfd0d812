import { render } from 'preact'
import '../style/tokens.css'
import '../style/base.css'
import '../style/viewer.css'
import '../style/stage.css'
import '../style/kinds.css'
import '../style/seckill.css'
import '../style/viewer-shelf.css'
import '../style/viewer-lots.css'
import '../style/viewer-who.css'
import '../style/viewer-feelings.css'
import '../style/viewer-rain.css'
import '../style/viewer-wallet.css'
import '../style/viewer-orders.css'
import '../style/viewer-trust.css'
import { App } from './app'
import { Tickets } from './join'
import { Live } from './live'
import { playerOf, Programme } from 'gala-client/programme'

const wishes = new URLSearchParams(location.search)
const tickets = new Tickets(wishes.get('outlet'), undefined, wishes.get('tier'))
const live = new Live(tickets, new Programme(playerOf(window)))
const root = document.getElementById('app')
if (root) render(<App live={live} />, root)
live.start()
