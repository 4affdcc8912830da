package org.aftercall;

import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Gives every Spring test class a database of its own, so that no test sees another's rows. */
class FreshDatabasePerTestClass implements ContextCustomizerFactory {
    @Override
    public ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        return new Customizer(testClass);
    }

    private record Customizer(Class<?> testClass) implements ContextCustomizer {
        @Override
        public void customizeContext(
                ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            TestDatabases.outlivesContexts();
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(
                            new MapPropertySource(
                                    "fresh-database",
                                    Map.of(
                                            "spring.datasource.url",
                                            TestDatabases.fresh(),
                                            "spring.datasource.username",
                                            "postgres",
                                            "spring.datasource.password",
                                            "",
                                            // A test's clock stands still and its day has no night.
                                            "aftercall.telephony.trunk.calls-per-second",
                                            "1000000",
                                            "aftercall.telephony.trunk.locked-from",
                                            "00:00",
                                            "aftercall.telephony.trunk.locked-until",
                                            "00:00",
                                            // Each test begins by setting its clock back.
                                            "aftercall.stranded-every",
                                            "1d",
                                            // Nurses of a test never signed in.
                                            "aftercall.staff.absences-every",
                                            "1d",
                                            "spring.datasource.hikari.maximum-pool-size",
                                            "8",
                                            "aftercall.var",
                                            "target/var/" + testClass.getSimpleName())));
        }
    }
}
