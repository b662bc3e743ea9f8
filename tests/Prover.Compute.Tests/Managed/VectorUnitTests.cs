using Xunit.Abstractions;

namespace Prover.Compute.Tests;

[VectorUnitIsAbsent(wide: true)]
public sealed class VectorUnitEightLanesTests(ITestOutputHelper output) : VectorUnitContract(VectorUnit.Wide, output);

[VectorUnitIsAbsent(wide: false)]
public sealed class VectorUnitFourLanesTests(ITestOutputHelper output) : VectorUnitContract(VectorUnit.Narrow, output);
