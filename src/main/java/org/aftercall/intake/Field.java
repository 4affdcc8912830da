package org.aftercall.intake;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A column of a discharge list, under all the names hospitals give it. */
public enum Field {
    ADMISSION_NO(
            "admissionNo",
            true,
            "住院号",
            "住院编号",
            "病案号",
            "住院病历号",
            "病历号",
            "admission no",
            "admission number",
            "inpatient no",
            "mrn"),
    NAME("name", true, "姓名", "患者姓名", "病人姓名", "名字", "name", "patient name", "full name"),
    SEX("sex", false, "性别", "患者性别", "sex", "gender"),
    AGE("age", false, "年龄", "患者年龄", "年龄/出生日期", "出生日期/年龄", "age"),
    BIRTH_DATE(
            "birthDate",
            false,
            "出生日期",
            "出生年月",
            "出生年月日",
            "生日",
            "birth date",
            "date of birth",
            "dob",
            "birthday"),
    NATIONAL_ID(
            "nationalId",
            false,
            "身份证号",
            "身份证",
            "身份证号码",
            "证件号",
            "证件号码",
            "id number",
            "id card",
            "national id",
            "id no"),
    PHONE(
            "phone",
            true,
            "联系电话",
            "电话",
            "手机",
            "手机号",
            "手机号码",
            "患者电话",
            "本人电话",
            "联系方式",
            "电话号码",
            "联系电话1",
            "phone",
            "phone number",
            "mobile",
            "telephone",
            "tel"),
    PHONE_2(
            "phone2",
            false,
            "联系电话2",
            "备用电话",
            "其他电话",
            "电话2",
            "手机2",
            "phone 2",
            "second phone",
            "other phone"),
    CONTACT(
            "contact",
            false,
            "紧急联系人",
            "联系人",
            "联系人姓名",
            "家属姓名",
            "家属",
            "紧急联系人姓名",
            "emergency contact",
            "contact",
            "contact name",
            "next of kin"),
    CONTACT_RELATION(
            "contactRelation",
            false,
            "关系",
            "与患者关系",
            "联系人关系",
            "紧急联系人关系",
            "家属关系",
            "relation",
            "relationship",
            "contact relation"),
    CONTACT_PHONE(
            "contactPhone",
            false,
            "紧急联系人电话",
            "联系人电话",
            "家属电话",
            "紧急电话",
            "紧急联系电话",
            "emergency phone",
            "contact phone",
            "emergency contact phone"),
    CONTACT_ALL("contactAll", false, "紧急联系人+关系+电话", "紧急联系人/关系/电话", "紧急联系人及电话"),
    DEPARTMENT(
            "department",
            true,
            "出院科室",
            "科室",
            "科室名称",
            "所在科室",
            "department",
            "discharge department",
            "dept"),
    WARD("ward", false, "病区", "出院病区", "病房", "病区名称", "ward"),
    DOCTOR(
            "attendingDoctor",
            false,
            "主管医生",
            "主治医生",
            "主治医师",
            "主管医师",
            "管床医生",
            "经治医师",
            "attending doctor",
            "attending physician",
            "doctor"),
    NURSE(
            "responsibleNurse",
            false,
            "责任护士",
            "主管护士",
            "管床护士",
            "responsible nurse",
            "primary nurse",
            "nurse"),
    ADMITTED_ON(
            "admittedOn",
            false,
            "入院日期",
            "入院时间",
            "住院日期",
            "admission date",
            "admitted on",
            "date of admission"),
    DISCHARGED_ON(
            "dischargedOn",
            true,
            "出院日期",
            "出院时间",
            "discharge date",
            "discharged on",
            "date of discharge"),
    DIAGNOSIS(
            "diagnosis",
            false,
            "出院诊断",
            "诊断",
            "主要诊断",
            "诊断名称",
            "疾病名称",
            "diagnosis",
            "discharge diagnosis"),
    ICD10(
            "icd10",
            false,
            "icd-10",
            "icd10",
            "icd",
            "疾病编码",
            "诊断编码",
            "icd编码",
            "icd10编码",
            "icd-10编码",
            "icd code",
            "icd-10 code"),
    OPERATION("operation", false, "手术名称", "手术", "手术/操作名称", "operation", "surgery", "procedure"),
    CONDITION(
            "dischargeCondition",
            false,
            "出院情况",
            "转归",
            "出院转归",
            "离院方式",
            "治疗结果",
            "discharge condition",
            "condition",
            "outcome"),
    ADDRESS("address", false, "家庭住址", "住址", "地址", "现住址", "联系地址", "家庭地址", "address", "home address"),
    INSURANCE(
            "insurance",
            false,
            "医保类型",
            "医保",
            "费别",
            "付费方式",
            "医疗付费方式",
            "insurance",
            "insurance type"),
    ALLERGIES(
            "allergies",
            false,
            "过敏史",
            "药物过敏史",
            "过敏药物",
            "过敏",
            "药物过敏",
            "allergies",
            "allergy",
            "drug allergies"),
    NOTE("note", false, "备注", "说明", "note", "notes", "remark", "remarks", "comment"),
    LANGUAGE("language", false, "语言", "通话语言", "language"),
    ZONE("zone", false, "时区", "time zone", "timezone", "zone");

    private static final Map<String, Field> BY_NAME = new HashMap<>();

    static {
        for (var field : values()) {
            for (var name : field.names) {
                BY_NAME.put(plain(name), field);
            }
        }
    }

    private final String key;
    private final boolean required;
    private final List<String> names;

    Field(String key, boolean required, String... names) {
        this.key = key;
        this.required = required;
        this.names = List.of(names);
    }

    /** Its name in JSON and in message keys. */
    public String key() {
        return key;
    }

    public boolean required() {
        return required;
    }

    static Optional<Field> named(String header) {
        return Optional.ofNullable(BY_NAME.get(plain(header)));
    }

    static Field of(String key) {
        for (var field : values()) {
            if (field.key.equals(key)) {
                return field;
            }
        }
        throw new IllegalArgumentException("No field " + key);
    }

    /** "出院日期*（必填）" and "出院日期" are one header; so are "Ward" and "ward". */
    private static String plain(String header) {
        return Normalizer.normalize(header, Normalizer.Form.NFKC)
                .replaceAll("\\([^)]*\\)|\\[[^]]*]|【[^】]*】", "")
                .replaceAll("[^\\p{L}\\p{N}]", "")
                .toLowerCase(Locale.ROOT);
    }
}
