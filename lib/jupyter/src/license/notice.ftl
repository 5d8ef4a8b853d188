Overhang
Copyright 2026 The Overhang authors

Licensed under the Apache License, Version 2.0. See LICENSE.

The datasets under datasets/ are facts published by others; each folder's datapackage.json names the original publisher and
its terms.

The library and the kernel use the following works of others, unmodified and as dependencies. This list is written by the
build, which fails on a licence that is not on its allow-list.

<#list dependencyMap as e>
<#assign project = e.getKey()/>
<#assign licenses = e.getValue()/>
<#if project.groupId != "org.overhang">
  ${project.name} (${project.groupId}:${project.artifactId} ${project.version}): <#list licenses as license>${license}<#sep>, </#sep></#list>
</#if>
</#list>

The figures use the Liberation Sans fonts (SIL Open Font License 1.1), which the OpenPDF Fonts Extras contain.
