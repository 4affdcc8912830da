/// <reference types="vite/client" />

// ElSelect, ElOption, ElTabs and ElConfigProvider are left out: their published types refuse every plain value under vue-tsc
declare module 'vue' {
  export interface GlobalComponents {
    ElAlert: (typeof import('element-plus'))['ElAlert']
    ElBadge: (typeof import('element-plus'))['ElBadge']
    ElButton: (typeof import('element-plus'))['ElButton']
    ElCheckbox: (typeof import('element-plus'))['ElCheckbox']
    ElCheckboxGroup: (typeof import('element-plus'))['ElCheckboxGroup']
    ElDatePicker: (typeof import('element-plus'))['ElDatePicker']
    ElDialog: (typeof import('element-plus'))['ElDialog']
    ElDrawer: (typeof import('element-plus'))['ElDrawer']
    ElDropdown: (typeof import('element-plus'))['ElDropdown']
    ElDropdownItem: (typeof import('element-plus'))['ElDropdownItem']
    ElDropdownMenu: (typeof import('element-plus'))['ElDropdownMenu']
    ElForm: (typeof import('element-plus'))['ElForm']
    ElFormItem: (typeof import('element-plus'))['ElFormItem']
    ElIcon: (typeof import('element-plus'))['ElIcon']
    ElInput: (typeof import('element-plus'))['ElInput']
    ElInputNumber: (typeof import('element-plus'))['ElInputNumber']
    ElPopover: (typeof import('element-plus'))['ElPopover']
    ElProgress: (typeof import('element-plus'))['ElProgress']
    ElRadioButton: (typeof import('element-plus'))['ElRadioButton']
    ElRadioGroup: (typeof import('element-plus'))['ElRadioGroup']
    ElSkeleton: (typeof import('element-plus'))['ElSkeleton']
    ElSwitch: (typeof import('element-plus'))['ElSwitch']
    ElTable: (typeof import('element-plus'))['ElTable']
    ElTableColumn: (typeof import('element-plus'))['ElTableColumn']
    ElTabPane: (typeof import('element-plus'))['ElTabPane']
    ElTag: (typeof import('element-plus'))['ElTag']
    ElTooltip: (typeof import('element-plus'))['ElTooltip']
  }
}

export {}
