// The performance guide's load test: its own requests, shares, checks and thresholds. Mended: files are opened in the init
// context, a multipart body has its own content type, each virtual user has an account of its own, every CV differs,
// and the time to a result is measured instead of counted in polls.
import http from 'k6/http';
import { check, sleep } from 'k6';
import exec from 'k6/execution';
import { Rate, Trend } from 'k6/metrics';

const errorRate = new Rate('errors');
const cvAnalysisTrend = new Trend('cv_analysis_duration', true);

const BASE_URL = __ENV.BASE_URL;
const TOKENS = JSON.parse(open(__ENV.TOKENS));
const CV = open(__ENV.CV, 'b');
const MARK_AT = Number(__ENV.MARK_AT);
const MARK_LENGTH = Number(__ENV.MARK_LENGTH);
const FIRST = Number(__ENV.FIRST);

export const options = {
  stages: [
    { duration: '20s', target: 100 },
    { duration: '40s', target: 100 },
    { duration: '20s', target: 200 },
    { duration: '40s', target: 200 },
    { duration: '10s', target: 0 },
  ],
  thresholds: {
    http_req_duration: ['p(95)<500'],
    http_req_failed: ['rate<0.01'],
    errors: ['rate<0.01'],
    checks: ['rate==1'],
  },
  summaryTrendStats: ['avg', 'med', 'p(95)', 'p(99)', 'max'],
};

export default function () {
  const token = TOKENS[(exec.vu.idInTest - 1) % TOKENS.length];
  const headers = { Authorization: `Bearer ${token}` };
  const scenario = Math.random();
  if (scenario < 0.4) {
    testDashboard(headers);
  } else if (scenario < 0.7) {
    testCVAnalysis(headers);
  } else if (scenario < 0.9) {
    testAICoach(headers);
  } else {
    testPayments(headers);
  }
  sleep(1);
}

function json(headers) {
  return { headers: Object.assign({ 'Content-Type': 'application/json' }, headers) };
}

// The same document for a person with another surname, of the same length: its digits written as letters.
function nextCv() {
  const bytes = new Uint8Array(CV.slice(0));
  const number = String(exec.vu.idInTest * 10000 + exec.vu.iterationInInstance + FIRST).padStart(MARK_LENGTH, '0');
  for (let at = 0; at < MARK_LENGTH; at += 1) {
    bytes[MARK_AT + at] = (at === 0 ? 65 : 97) + Number(number[at]);
  }
  return bytes.buffer;
}

function testDashboard(headers) {
  const response = http.get(`${BASE_URL}/dashboard`, { headers });
  check(response, {
    'dashboard status is 200': (r) => r.status === 200,
    'dashboard response time < 500ms': (r) => r.timings.duration < 500,
  });
  errorRate.add(response.status !== 200);
}

function testCVAnalysis(headers) {
  const uploaded = http.post(
    `${BASE_URL}/cv/upload`,
    { file: http.file(nextCv(), 'cv.pdf', 'application/pdf') },
    { headers },
  );
  check(uploaded, { 'CV upload status is 200': (r) => r.status === 200 });
  if (uploaded.status === 200) {
    const began = Date.now();
    const url = `${BASE_URL}/cv/analysis/${uploaded.json('analysis_id')}`;
    for (let attempts = 0; attempts < 30; attempts += 1) {
      sleep(1);
      const found = http.get(url, { headers, tags: { name: 'GET /cv/analysis/{id}' } });
      if (found.status === 200 && found.json('status') === 'completed') {
        cvAnalysisTrend.add(Date.now() - began);
        break;
      }
    }
  }
  errorRate.add(uploaded.status !== 200);
}

function testAICoach(headers) {
  const session = http.post(
    `${BASE_URL}/ai-coach/session`,
    JSON.stringify({ topic: 'interview_preparation' }),
    json(headers),
  );
  check(session, { 'AI session creation status is 200': (r) => r.status === 200 });
  if (session.status === 200) {
    const message = http.post(
      `${BASE_URL}/ai-coach/session/${session.json('session_id')}/message`,
      JSON.stringify({ message: 'How should I prepare for a technical interview?' }),
      Object.assign(json(headers), { tags: { name: 'POST /ai-coach/session/{id}/message' } }),
    );
    check(message, {
      'AI message status is 200': (r) => r.status === 200,
      'AI response time < 2s': (r) => r.timings.duration < 2000,
    });
  }
  errorRate.add(session.status !== 200);
}

function testPayments(headers) {
  const plans = http.get(`${BASE_URL}/payments/plans`, { headers });
  check(plans, { 'plans status is 200': (r) => r.status === 200 });
  const subscription = http.get(`${BASE_URL}/payments/subscription`, { headers });
  check(subscription, { 'subscription status is 200': (r) => r.status === 200 });
  errorRate.add(plans.status !== 200 || subscription.status !== 200);
}
