-- What a patient takes home on paper, by diagnosis: the longest prefix of his ICD-10 code wins, no prefix is for everybody else.
-- The words are a start and the hospital's to change.
CREATE TABLE script.leaflet (
    code      text   NOT NULL,
    language  text   NOT NULL CHECK (language IN ('zh', 'en')),
    icd10     text[] NOT NULL,
    title     text   NOT NULL CHECK (title <> ''),
    advice    text[] NOT NULL,
    medicines text[] NOT NULL,
    warnings  text[] NOT NULL CHECK (cardinality(warnings) > 0),
    PRIMARY KEY (code, language)
);

-- Which answers of a talk are worth taking home, in the order of their place.
CREATE TABLE script.leaflet_answer (
    questionnaire text NOT NULL,
    link_id       text NOT NULL,
    part          text NOT NULL CHECK (part IN ('AGREED', 'APPOINTMENT')),
    place         int  NOT NULL,
    PRIMARY KEY (questionnaire, link_id)
);
INSERT INTO script.leaflet_answer (questionnaire, link_id, part, place) VALUES
    ('post-discharge', 'plan.words', 'AGREED', 1),
    ('post-discharge', 'appointment.date', 'APPOINTMENT', 1),
    ('call-back', 'action', 'AGREED', 1),
    ('call-back', 'advice', 'AGREED', 2);

INSERT INTO script.leaflet (code, language, icd10, title, advice, medicines, warnings) VALUES
('general', 'zh', '{}', '出院后在家',
 '{每天适量活动，累了就休息,清淡饮食，少量多次饮水（医生限水者除外）,按约定时间复诊}',
 '{按医嘱按时服药，不自行加量、减量或停药,漏服时不要一次补服两次的量，先电话询问,把正在服用的全部药物写在下面，复诊时带来}',
 '{体温超过 38.5 ℃ 或持续发热两天以上,疼痛突然加重,胸痛或呼吸困难,伤口红肿、流脓或裂开,意识不清、说话不清或一侧手脚无力}'),
('general', 'en', '{}', 'At home after your stay',
 '{"Move a little every day, and rest when you are tired","Eat lightly and drink often, unless your doctor limits what you drink","Come to your appointment"}',
 '{"Take your medicines at their times; do not take more or less, or stop, by yourself","If you forgot a dose, do not take two at once: call and ask","Write all your medicines below and bring this sheet to your appointment"}',
 '{"A temperature above 38.5 °C, or fever for more than two days","Pain that suddenly becomes worse","Chest pain or trouble breathing","A wound that is red, wet or open","Confusion, unclear speech, or weakness of one side"}'),
('lung', 'zh', '{J12,J13,J14,J15,J16,J18,J20,J40,J41,J42,J43,J44,J45,J47}', '呼吸系统疾病出院后',
 '{不吸烟，远离二手烟,室内常通风，注意保暖,每天练习缓慢呼气，循序渐进增加活动}',
 '{吸入药按教您的步骤使用，用后漱口,抗生素按疗程服完，不提前停药,急救用的吸入药随身带}',
 '{气喘比平时明显加重或说不完一句话,痰变黄绿、变多或带血,嘴唇或指甲发紫,再次发热超过 38 ℃,嗜睡或意识不清}'),
('lung', 'en', '{J12,J13,J14,J15,J16,J18,J20,J40,J41,J42,J43,J44,J45,J47}', 'After a stay for your lungs',
 '{"Do not smoke, and stay away from smoke","Air your rooms and keep warm","Practise breathing out slowly every day; do a little more each week"}',
 '{"Use your inhaler step by step as you were shown, and rinse your mouth after it","Finish your antibiotics, even when you feel better","Keep your reliever inhaler with you"}',
 '{"Much more short of breath than usual, or unable to finish a sentence","More phlegm, yellow or green, or with blood","Blue lips or nails","Fever above 38 °C again","Unusual sleepiness or confusion"}'),
('heart', 'zh', '{I10,I11,I20,I21,I22,I24,I25,I48,I50,Z95}', '心血管疾病出院后',
 '{每天早晨空腹称体重并记录,每天固定时间测血压、脉搏并记录,少盐饮食，戒烟限酒}',
 '{抗血小板或抗凝药不可自行停用,硝酸甘油随身带，舌下含服后坐下休息,新加任何药（包括止痛药）前先询问}',
 '{胸痛、胸闷超过 15 分钟或含药不缓解：立即呼叫急救,平躺时气短或夜间憋醒,三天内体重增加 2 公斤以上或脚踝水肿,晕倒或心跳很乱,黑便或出血不止}'),
('heart', 'en', '{I10,I11,I20,I21,I22,I24,I25,I48,I50,Z95}', 'After a stay for your heart',
 '{"Weigh yourself every morning before breakfast and write it down","Take blood pressure and pulse at the same time each day and write them down","Little salt, no smoking, little alcohol"}',
 '{"Never stop medicines against clots by yourself","Keep your nitroglycerin with you; sit down when you take it","Ask before you take anything new, painkillers too"}',
 '{"Chest pain or pressure for more than 15 minutes, or not eased by your spray or tablet: call an ambulance at once","Short of breath when lying down, or waking up breathless","Two kilograms more within three days, or swollen ankles","Fainting or a very irregular heartbeat","Black stools or bleeding that does not stop"}'),
('diabetes', 'zh', '{E10,E11,E13,E14}', '糖尿病出院后',
 '{按计划监测血糖并记录,三餐定时定量，外出随身带糖块,每天检查双脚有无破损}',
 '{胰岛素按时按量注射，轮换部位,进食少或呕吐时不要照常打针服药，先电话询问}',
 '{血糖低于 3.9 mmol/L 或出汗、心慌、手抖：先吃糖再测,血糖持续高于 16.7 mmol/L,恶心呕吐、腹痛、呼气有烂苹果味,脚上伤口红肿、发黑或不愈合,嗜睡或意识不清}'),
('diabetes', 'en', '{E10,E11,E13,E14}', 'After a stay for diabetes',
 '{"Measure your blood sugar as planned and write it down","Regular meals; carry some sugar when you go out","Look at your feet every day"}',
 '{"Insulin at its times and doses; change the place of injection","When you eat little or vomit, do not inject as usual: call and ask first"}',
 '{"Below 3.9 mmol/L, or sweating, a racing heart, shaking: take sugar first, then measure","Above 16.7 mmol/L again and again","Nausea, vomiting, belly pain, or breath that smells of fruit","A wound of the foot that is red, black, or does not heal","Unusual sleepiness or confusion"}'),
('operation', 'zh', '{K35,K40,K80,K81,Z96,S72,M16,M17}', '手术出院后',
 '{保持伤口干燥清洁，按约定换药拆线,按教您的方法活动，防止跌倒,两周内不提重物}',
 '{止痛药按时服用，不等到很痛才吃,预防血栓的药按疗程用完}',
 '{伤口红肿、流脓、裂开或渗血不止,体温超过 38 ℃,小腿肿胀疼痛,突然气短或胸痛：立即呼叫急救,腹痛加重、呕吐或皮肤发黄}'),
('operation', 'en', '{K35,K40,K80,K81,Z96,S72,M16,M17}', 'After your operation',
 '{"Keep the wound dry and clean; have dressings and stitches seen to as agreed","Move as you were shown, and guard against falls","Lift nothing heavy for two weeks"}',
 '{"Take painkillers at their times and do not wait until it hurts a lot","Finish the medicine against clots"}',
 '{"A wound that is red, wet, open, or keeps bleeding","A temperature above 38 °C","A swollen, painful calf","Sudden trouble breathing or chest pain: call an ambulance at once","Belly pain that grows, vomiting, or yellow skin"}');
