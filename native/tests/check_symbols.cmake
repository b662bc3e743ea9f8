#A kernel unit must not define weak or unique symbols : the linker would keep one copy, perhaps the one compiled for
#instructions that this CPU lacks.See native / README.md, "Levels".
foreach (object IN LISTS OBJECTS)
  if (object MATCHES "(fr|curve|pairing)_(portable|adx|ifma)")
execute_process(COMMAND $ { NM } --defined -
                only ${object} OUTPUT_VARIABLE symbols RESULT_VARIABLE result) if (NOT result EQUAL 0)
    message(FATAL_ERROR "nm failed on ${object}") endif() if (symbols MATCHES " [WVuw] ")
        message(FATAL_ERROR "${object} defines shared symbols:\n${symbols}") endif() math(EXPR checked "${checked} + 1")
            endif() endforeach() if (NOT checked GREATER 0) message(FATAL_ERROR "no kernel unit among ${OBJECTS}")
                endif() message(STATUS "${checked} kernel units checked")
