-- What goes home on paper of the talks that the house ships with.
INSERT INTO script.leaflet_answer (questionnaire, link_id, part, place)
SELECT code, 'plan.words', 'AGREED', 1
FROM unnest(ARRAY['post-discharge-full', 'hypertension', 'diabetes', 'copd', 'heart-failure', 'stroke', 'joint-replacement', 'chemotherapy', 'maternity']) AS code
UNION ALL
SELECT code, 'appointment.date', 'APPOINTMENT', 1
FROM unnest(ARRAY['post-discharge-full', 'hypertension', 'diabetes', 'copd', 'heart-failure', 'stroke', 'joint-replacement', 'maternity']) AS code
UNION ALL
VALUES ('post-discharge-full', 'problem.advice', 'AGREED', 2), ('chemotherapy', 'next.cycle', 'APPOINTMENT', 1);
