import type { App } from 'vue'
import {
  ElAlert, ElBadge, ElButton, ElCheckbox, ElCheckboxGroup, ElConfigProvider, ElDatePicker, ElDialog, ElDrawer,
  ElDropdown, ElDropdownItem, ElDropdownMenu, ElForm, ElFormItem, ElIcon, ElInput, ElInputNumber, ElOption, ElPopover,
  ElProgress, ElRadioButton, ElRadioGroup, ElSelect, ElSkeleton, ElSwitch, ElTable, ElTableColumn, ElTabPane, ElTabs, ElTag,
  ElTooltip,
} from 'element-plus'

const used = [
  ElAlert, ElBadge, ElButton, ElCheckbox, ElCheckboxGroup, ElConfigProvider, ElDatePicker, ElDialog, ElDrawer,
  ElDropdown, ElDropdownItem, ElDropdownMenu, ElForm, ElFormItem, ElIcon, ElInput, ElInputNumber, ElOption, ElPopover,
  ElProgress, ElRadioButton, ElRadioGroup, ElSelect, ElSkeleton, ElSwitch, ElTable, ElTableColumn, ElTabPane, ElTabs, ElTag,
  ElTooltip,
]

/** Registers only the Element Plus parts we use, so the rest stays out of the bundle. */
export function installElements(app: App): void {
  for (const part of used) app.component(part.name!, part)
}
