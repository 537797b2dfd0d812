import { render } from 'preact'
import '../style/tokens.css'
import '../style/base.css'
import '../style/verify.css'
import './outcome.css'
import { App } from './app'
import { Session } from './session'

const session = new Session()
const root = document.getElementById('app')
if (root) render(<App session={session} />, root)
void session.start(new URLSearchParams(location.search).get('bundle'))
