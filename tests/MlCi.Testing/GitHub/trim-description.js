// Cuts GitHub's own OpenAPI description to the operations that MlCi uses, and hardens it: what its text states and its schemas do not.
// Source: the npm package @octokit/openapi (https://github.com/octokit/openapi), MIT, see github-openapi.LICENSE.
//
//   npm i @octokit/openapi && node trim-description.js github-openapi.json
const fs = require('fs');
const source = JSON.parse(fs.readFileSync(require.resolve('@octokit/openapi/generated/api.github.com.json', { paths: [process.cwd()] })));
const R = '/repos/{owner}/{repo}';
const used = {
  '/user': ['get'],
  '/app': ['get'],
  '/app/installations/{installation_id}/access_tokens': ['post'],
  [`${R}/pulls`]: ['get'],
  [`${R}/pulls/{pull_number}`]: ['get'],
  [`${R}/pulls/{pull_number}/files`]: ['get'],
  [`${R}/pulls/{pull_number}/reviews`]: ['get'],
  [`${R}/pulls/{pull_number}/commits`]: ['get'],
  [`${R}/commits/{commit_sha}/pulls`]: ['get'],
  [`${R}/compare/{basehead}`]: ['get'],
  [`${R}/contents/{path}`]: ['get'],
  [`${R}/issues/{issue_number}/comments`]: ['get', 'post'],
  [`${R}/issues/comments/{comment_id}`]: ['patch', 'delete'],
  [`${R}/check-runs`]: ['post'],
  [`${R}/check-runs/{check_run_id}`]: ['get', 'patch'],
  [`${R}/commits/{ref}/check-runs`]: ['get'],
  [`${R}/statuses/{sha}`]: ['post'],
  [`${R}/actions/runs/{run_id}/artifacts`]: ['get'],
  [`${R}/actions/artifacts/{artifact_id}/{archive_format}`]: ['get'],
  [`${R}/releases`]: ['post'],
  [`${R}/releases/tags/{tag}`]: ['get'],
  [`${R}/releases/{release_id}`]: ['patch'],
  [`${R}/releases/{release_id}/assets`]: ['get', 'post'],
  [`${R}/releases/assets/{asset_id}`]: ['delete'],
  [`${R}/deployments`]: ['get', 'post'],
  [`${R}/deployments/{deployment_id}/statuses`]: ['get', 'post'],
  [`${R}/branches/{branch}/protection`]: ['get', 'put'],
};
const at = ref => ref.split('/').slice(1).reduce((o, k) => o[k.replace(/~1/g, '/').replace(/~0/g, '~')], source);
const out = { openapi: source.openapi, info: source.info, servers: [{ url: 'https://api.github.com' }], security: [{ token: [] }], paths: {}, components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } };

// Answers: one example each, which the fake's answers are made of, and the schema, which they must keep.
for (const [path, methods] of Object.entries(used)) {
  out.paths[path] = {};
  for (const method of methods) {
    const { operationId, parameters, requestBody, responses } = structuredClone(source.paths[path][method]);
    const kept = {};
    for (const [status, response] of Object.entries(responses)) {
      const json = response.content?.['application/json'];
      if (status >= 400 || response.$ref) continue;
      kept[status] = { description: '', ...(json && { content: { 'application/json': { schema: json.schema, example: shorten(Object.values(json.examples)[0]) } } }) };
    }
    out.paths[path][method] = { operationId, parameters, ...(requestBody && { requestBody }), responses: kept };
  }
}
function shorten(example) {
  const value = structuredClone(example.$ref ? at(example.$ref).value : example.value);
  (function cut(o) { for (const k in o) { if (Array.isArray(o[k])) o[k] = o[k].slice(0, 1); if (o[k] && typeof o[k] === 'object') cut(o[k]); } })({ value });
  return Array.isArray(value) ? value.slice(0, 1) : value;
}

// What is referred to comes along; texts for people and further examples do not.
const seen = new Set();
(function walk(o) {
  if (!o || typeof o !== 'object') return;
  if (typeof o.$ref === 'string' && !seen.has(o.$ref)) {
    seen.add(o.$ref);
    const keys = o.$ref.split('/').slice(1);
    let c = out;
    for (const k of keys.slice(0, -1)) c = c[k] ??= {};
    walk(c[keys.at(-1)] = structuredClone(at(o.$ref)));
  }
  for (const [k, v] of Object.entries(o)) if (k !== 'example') walk(v);
})(out.paths);
(function strip(o, names) {
  if (!o || typeof o !== 'object') return;
  if (!names) for (const k of ['summary', 'externalDocs', 'x-github', 'examples', 'deprecated', 'title']) delete o[k];
  if (!names && typeof o.description === 'string') { if ('content' in o || Object.keys(o).length === 1) o.description = ''; else delete o.description; }
  for (const [k, v] of Object.entries(o)) if (k !== 'example') strip(v, !names && k === 'properties');
})({ paths: out.paths, components: out.components });

// Requests: nothing but what GitHub knows, and a body where it asks for one.
for (const operation of Object.values(out.paths).flatMap(path => Object.values(path))) {
  const body = operation.requestBody?.content?.['application/json'];
  if (!body) continue;
  operation.requestBody.required = operation.operationId !== 'apps/create-installation-access-token';
  (function close(s) {
    if (!s || typeof s !== 'object' || s.$ref) return;
    if (s.type === 'object' && s.properties && s.additionalProperties === undefined) s.additionalProperties = false;
    for (const x of Object.values(s.properties ?? {})) close(x);
    close(s.items);
  })(body.schema);
  operation.requestBody.content['application/vnd.github+json'] = body;
}
const body = (path, method) => out.paths[R + path][method].requestBody.content['application/json'].schema;
for (const [path, method] of [['/issues/{issue_number}/comments', 'post'], ['/issues/comments/{comment_id}', 'patch']])
  Object.assign(body(path, method).properties.body, { minLength: 1, maxLength: 65536 });
for (const path of ['/statuses/{sha}', '/deployments/{deployment_id}/statuses']) body(path, 'post').properties.description = { type: 'string', maxLength: 140 };
for (const name of ['head_sha']) body('/check-runs', 'post').properties[name].pattern = '^[0-9a-f]{40}$';
out.paths[`${R}/statuses/{sha}`].post.parameters.find(p => p.name === 'sha').schema.pattern = '^[0-9a-f]{40}$';
for (const [path, method] of [['/check-runs', 'post'], ['/check-runs/{check_run_id}', 'patch']]) {
  const schema = body(path, method);
  delete schema.anyOf;
  schema.oneOf = [
    { properties: { status: { type: 'string', enum: ['completed'] } }, required: ['status', 'conclusion'] },
    { properties: { status: { type: 'string', enum: ['queued', 'in_progress'] } }, not: { anyOf: [{ required: ['conclusion'] }, { required: ['completed_at'] }] } },
  ];
  schema.properties.output.required = ['title', 'summary'];
  const a = schema.properties.output.properties.annotations.items.properties;
  Object.assign(a.title, { maxLength: 255, minLength: 1 });
  Object.assign(a.message, { maxLength: 65536, minLength: 1 });
  Object.assign(a.path, { pattern: '^[^/]' });
  a.start_line.minimum = a.end_line.minimum = 1;
}
body(`/branches/{branch}/protection`, 'put').properties.required_status_checks.properties.checks.items.properties.app_id.minimum = -1;
body(`/branches/{branch}/protection`, 'put').properties.required_pull_request_reviews.properties.required_approving_review_count.maximum = 6;
// A fork may be gone, which the description does not know.
for (const name of ['pull-request', 'pull-request-simple']) {
  const head = out.components.schemas[name].properties.head.properties;
  head.repo = { nullable: true, allOf: [head.repo] };
}
// Octokit asks for an order that GitHub has for another list, and passes over here.
for (const name of ['sort', 'direction']) out.paths[`${R}/issues/{issue_number}/comments`].get.parameters.push({ name, in: 'query', schema: { type: 'string' } });
out.components.parameters['per-page'].schema.maximum = 100;
fs.writeFileSync(process.argv[2], JSON.stringify(out, null, ' '));
console.log(Object.keys(out.paths).length, 'paths', seen.size, 'refs', fs.statSync(process.argv[2]).size, 'bytes');
