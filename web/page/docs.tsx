import type { PublicPage } from '../../server/publish/snapshot.ts';
import { docsBasics, docsTexts } from './docsWords.ts';
import { type Assets, renderDocument } from './document.tsx';
import { docsPath, openApiPath } from './paths.ts';

/** A value that is taken or answered. `reference` is the name of the shape that it has. */
export type DocsField = {
  readonly name: string;
  readonly type: string;
  readonly reference: string | null;
  readonly required: boolean;
  readonly meaning: string;
};

export type DocsOperation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly access: string;
  readonly takes: readonly (DocsField & { readonly place: 'path' | 'query' | 'body' })[];
  /** JSON; null when there is none. */
  readonly example: string | null;
  readonly answer: { readonly status: string; readonly type: string; readonly reference: string | null };
};

/** The API as people read it. */
export type ApiDocs = {
  readonly base: string;
  readonly groups: readonly { readonly name: string; readonly operations: readonly DocsOperation[] }[];
  readonly shapes: readonly { readonly name: string; readonly fields: readonly DocsField[] }[];
  readonly problems: readonly { readonly status: string; readonly meaning: string }[];
};

/** `/docs`: everything that `/openapi.json` says, in words. Complete without a script. */
export function renderDocs(docs: ApiDocs, page: PublicPage, assets: Assets): string {
  return renderDocument({
    // Names and errors of the API are English, and so is what is said of them.
    now: { page: { ...page, language: 'en' }, builtAt: null },
    assets,
    title: docsTexts.title,
    description: docsTexts.description,
    path: docsPath,
    tone: 'unknown',
    children: (
      <>
        <h1>{docsTexts.title}</h1>
        <p class="lead">
          <code>{docs.base}</code> · {docsTexts.machine}: <a href={openApiPath}>{openApiPath}</a>
        </p>
        <section>
          <h2>{docsTexts.basics}</h2>
          <div class="prose">
            {docsBasics.map((paragraph) => (
              <p key={paragraph}>{withCode(paragraph)}</p>
            ))}
          </div>
        </section>
        <nav class="contents" aria-label={docsTexts.contents}>
          {docs.groups.map(({ name }) => (
            <a key={name} href={`#${anchor(name)}`}>
              {name}
            </a>
          ))}
          <a href="#shapes">{docsTexts.shapes}</a>
          <a href="#problems">{docsTexts.problems}</a>
        </nav>
        {docs.groups.map(({ name, operations }) => (
          <section key={name} id={anchor(name)}>
            <h2>{name}</h2>
            <div class="operations">
              {operations.map((operation) => (
                <Operation key={operation.id} operation={operation} />
              ))}
            </div>
          </section>
        ))}
        <section id="shapes">
          <h2>{docsTexts.shapes}</h2>
          <div class="operations">
            {docs.shapes.map(({ name, fields }) => (
              <details key={name} id={shapeAnchor(name)}>
                <summary>
                  <h3>{name}</h3>
                </summary>
                <Fields fields={fields} caption={null} />
              </details>
            ))}
          </div>
        </section>
        <section id="problems">
          <h2>{docsTexts.problems}</h2>
          <dl class="problems">
            {docs.problems.map(({ status, meaning }) => (
              <div key={status}>
                <dt>{status}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      </>
    ),
  });
}

function Operation({ operation }: { readonly operation: DocsOperation }) {
  const { id, method, path, summary, access, takes, example, answer } = operation;
  return (
    <details id={id}>
      <summary>
        <h3>
          <span class={`verb ${method.toLowerCase()}`}>{method}</span> <code>{breakable(path)}</code>
        </h3>
        <small>{withCode(summary)}</small>
      </summary>
      <p>{access}</p>
      {takes.length > 0 && <Fields fields={takes} caption={docsTexts.takes} />}
      {example !== null && (
        <>
          <p>{docsTexts.example}</p>
          <pre>{example}</pre>
        </>
      )}
      <p>
        {docsTexts.answers} {answer.status}: <Type type={answer.type} reference={answer.reference} />
      </p>
    </details>
  );
}

const places = { path: docsTexts.inPath, query: docsTexts.inQuery };

type FieldsProps = {
  readonly fields: readonly (DocsField & { readonly place?: keyof typeof places | 'body' })[];
  readonly caption: string | null;
};

function Fields({ fields, caption }: FieldsProps) {
  return (
    <dl class="fields" aria-label={caption ?? undefined}>
      {fields.map((field) => (
        <div key={`${field.place} ${field.name}`}>
          <dt>
            <code>{breakable(field.name)}</code>
          </dt>
          <dd>
            <Type type={field.type} reference={field.reference} />
            <small>
              {[
                field.place && field.place !== 'body' && places[field.place],
                caption !== null && field.required && docsTexts.required,
                field.meaning,
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Type({ type, reference }: { readonly type: string; readonly reference: string | null }) {
  return reference === null ? <span>{type}</span> : <a href={`#${shapeAnchor(reference)}`}>{type}</a>;
}

/** Long paths and names may break after a slash or a dot, and nowhere inside a word. */
function breakable(text: string) {
  return text.split(/(?<=[/.])/).flatMap((part, i) => (i === 0 ? [part] : [<wbr key={i} />, part]));
}

/** Every second piece between backticks is code. */
function withCode(text: string) {
  return text.split('`').map((part, i) => (i % 2 === 0 ? part : <code key={part}>{part}</code>));
}

function anchor(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}

function shapeAnchor(name: string): string {
  return `shape-${name}`;
}
