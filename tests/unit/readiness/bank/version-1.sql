-- A bank as version 1 wrote it. Never edit this file.
PRAGMA application_id = 1350124392;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE flights (
            writer TEXT NOT NULL, ticket INTEGER NOT NULL, run TEXT NOT NULL, item TEXT NOT NULL,
            scope TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (writer, ticket));
CREATE TABLE records (
            writer TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL, kind TEXT NOT NULL,
            subject TEXT NOT NULL, at BIGINT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (writer, number));
INSERT INTO "records" VALUES('ann',1,'160fc2bf8028580b8176b06fad39604623025e451eb23eb38d283dcb666e3f91','trial','c8e1f98533de7503abae00a721066accd58082dd94a46cd4eb7de783b52aa709',1795762800000000,'{"at":"2026-11-27T07:00:00+00:00","content":{"item":"PRO-01","scope":{"checklist":"dea1","configuration":"c0ffee","deploy":"r42","store":"shop"},"trial":{"outcome":"clean","run":"monday","seconds":20.0}},"kind":"trial","number":1,"previous":"","subject":"c8e1f98533de7503abae00a721066accd58082dd94a46cd4eb7de783b52aa709","writer":"ann"}');
INSERT INTO "records" VALUES('ann',2,'c0b717cebd8440e5ae31aafa07e802f82b6ef41ccc43f261101c4056bfc67fef','trial','c8e1f98533de7503abae00a721066accd58082dd94a46cd4eb7de783b52aa709',1795762801000000,'{"at":"2026-11-27T07:00:01+00:00","content":{"item":"PRO-01","scope":{"checklist":"dea1","configuration":"c0ffee","deploy":"r42","store":"shop"},"trial":{"outcome":"clean","run":"monday","seconds":20.0}},"kind":"trial","number":2,"previous":"160fc2bf8028580b8176b06fad39604623025e451eb23eb38d283dcb666e3f91","subject":"c8e1f98533de7503abae00a721066accd58082dd94a46cd4eb7de783b52aa709","writer":"ann"}');
INSERT INTO "records" VALUES('ann',3,'74ac7b9eb6820c3fd3a946549cc636ad1e7ff61777cd8222bae393a6f5bd19ab','trial','c8e1f98533de7503abae00a721066accd58082dd94a46cd4eb7de783b52aa709',1795762802000000,'{"at":"2026-11-27T07:00:02+00:00","content":{"item":"PRO-01","scope":{"checklist":"dea1","configuration":"c0ffee","deploy":"r42","store":"shop"},"trial":{"outcome":"failed","reason_code":"capability-dead","run":"monday","seconds":20.0}},"kind":"trial","number":3,"previous":"c0b717cebd8440e5ae31aafa07e802f82b6ef41ccc43f261101c4056bfc67fef","subject":"c8e1f98533de7503abae00a721066accd58082dd94a46cd4eb7de783b52aa709","writer":"ann"}');
CREATE INDEX records_by_subject ON records (kind, subject, at);
COMMIT;
