import './style/admin.css';
import { render } from 'preact';
import { watchConnection } from './api/connection.ts';
import { App } from './frame/app.tsx';
import { openSession } from './session/session.ts';
import { loadWords } from './words/words.ts';

const root = document.getElementById('app');

watchConnection();
try {
  await Promise.all([loadWords(), openSession()]);
  if (root) render(<App />, root);
} catch (error) {
  // Without words of any language this is all that can be said.
  if (root) root.textContent = 'Candor could not be loaded. Check the connection and load this page again.';
  throw error;
}
