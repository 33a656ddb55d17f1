import './style/admin.css';
import { render } from 'preact';
import { watchConnection } from './api/connection.ts';
import { App } from './frame/app.tsx';
import { openSession } from './session/session.ts';
import { loadWords } from './words/words.ts';

watchConnection();
await Promise.all([loadWords(), openSession()]);
const root = document.getElementById('app');
if (root) render(<App />, root);
