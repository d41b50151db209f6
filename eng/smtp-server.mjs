// A mail server for tests, on 127.0.0.1. Its first line of input is its configuration, every further one an order; each
// line it prints is one thing that happened, in order. It ends when its input does.
//
// {"port": 0, "auth": {"user": "…", "password": "…"}, "tls": {"key": "PEM", "cert": "PEM"}, "hidePipelining": true}     (all but port: optional)
// {"order": "rules", "id": 1, "rules": [{"at": "rcpt", "action": "refuse", "code": 550, "to": "a@b.example", "times": 2}]}
// {"order": "sync", "id": 2}
//
// at: connect, mail, rcpt, data (the command, before any of the body), body (its first bytes), end (its last)
// action: refuse (not at data and body), drop (cut the connection), stall (never answer), accept-and-drop (at end only),
//   delay (accept after so many "milliseconds"; not at data and body)
import { createInterface } from "node:readline";
import { SMTPServer } from "smtp-server";

let rules = [];
let server;

const tell = (event, facts = {}) => process.stdout.write(JSON.stringify({ event, ...facts }) + "\n");

function ruleFor(at, to) {
  const rule = rules.find(
    (r) => r.at === at && r.times !== 0 && (r.to == null || r.to.toLowerCase() === to?.toLowerCase()));
  if (rule?.times > 0) {
    rule.times--;
  }
  return rule;
}

function drop(session) {
  for (const connection of server.connections) {
    if (connection.session.id === session.id) {
      connection._socket.resetAndDestroy?.();
      connection._socket.destroy();
    }
  }
}

// Calls back with what the rule says; true if the caller has nothing more to do.
function applies(rule, session, callback) {
  if (!rule) {
    return false;
  }
  tell("rule", { session: session.id, at: rule.at, action: rule.action });
  if (rule.action === "refuse") {
    callback(Object.assign(new Error(rule.message ?? "refused"), { responseCode: rule.code }));
  } else if (rule.action === "drop") {
    drop(session);
  } else if (rule.action === "delay") {
    setTimeout(callback, rule.milliseconds, null, "accepted");
  }
  return true;
}

function onData(stream, session, callback) {
  tell("data", { session: session.id });
  if (applies(ruleFor("data"), session, callback)) {
    return;
  }
  const chunks = [];
  let ended = false;
  stream.on("data", (chunk) => {
    if (chunks.length === 0) {
      ended = applies(ruleFor("body"), session, callback);
    }
    chunks.push(chunk);
  });
  stream.on("end", () => {
    if (ended || stream.aborted) {
      return;
    }
    const rule = ruleFor("end");
    const accepted = !rule || rule.action === "accept-and-drop" || rule.action === "delay";
    tell("message", {
      session: session.id,
      accepted,
      user: session.user || null,
      from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
      to: session.envelope.rcptTo.map((r) => r.address),
      secure: session.secure,
      source: Buffer.concat(chunks).toString("base64"),
    });
    if (rule?.action === "accept-and-drop") {
      tell("rule", { session: session.id, at: rule.at, action: rule.action });
      drop(session);
    } else if (!applies(rule, session, callback)) {
      callback(null, "accepted");
    }
  });
}

function start({ port, auth, tls, hidePipelining }) {
  server = new SMTPServer({
    ...(tls ?? {}),
    authOptional: !auth,
    hidePIPELINING: hidePipelining ?? false,
    allowInsecureAuth: true,
    disabledCommands: [...(auth ? [] : ["AUTH"]), ...(tls ? [] : ["STARTTLS"])],
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onConnect(session, callback) {
      tell("connect", { session: session.id });
      if (!applies(ruleFor("connect"), session, callback)) {
        callback();
      }
    },
    onAuth(given, session, callback) {
      const right = given.username === auth.user && given.password === auth.password;
      tell("auth", { session: session.id, user: given.username, accepted: right });
      callback(
        right ? null : Object.assign(new Error("Authentication failed"), { responseCode: 535 }),
        right ? { user: given.username } : undefined);
    },
    onMailFrom(address, session, callback) {
      tell("mail", { session: session.id, from: address.address });
      if (!applies(ruleFor("mail"), session, callback)) {
        callback();
      }
    },
    onRcptTo(address, session, callback) {
      tell("rcpt", { session: session.id, to: [address.address] });
      if (!applies(ruleFor("rcpt", address.address), session, callback)) {
        callback();
      }
    },
    onData,
    onClose(session) {
      tell("close", { session: session.id });
    },
  });
  server.on("error", (e) => {
    // Clients that go away in the middle are what these tests are about; a port that cannot be had is not.
    if (e.syscall === "listen") {
      process.stderr.write(`${e.message}\n`);
      process.exit(1);
    }
  });
  const listening = server.listen(port, "127.0.0.1", () => tell("listening", { port: listening.address().port }));
}

process.on("SIGINT", () => {});
createInterface({ input: process.stdin })
  .on("line", (line) => {
    const order = JSON.parse(line);
    if (!server) {
      start(order);
      return;
    }
    if (order.order === "rules") {
      rules = order.rules;
    }
    tell("done", { id: order.id });
  })
  .on("close", () => process.exit(0));
