using System.Runtime.Intrinsics;
using Xunit.Abstractions;

namespace Prover.Compute.Tests;

[VectorUnitIsAbsent(wide: true)]
public sealed class FieldKernelEightLanesTests(ITestOutputHelper output)
    : FieldKernelContract(
        () => Lanes8.IsSupported ? new KernelProbe<Lanes8, Vector512<long>>() : null, output);

[VectorUnitIsAbsent(wide: false)]
public sealed class FieldKernelFourLanesTests(ITestOutputHelper output)
    : FieldKernelContract(
        () => Lanes4.IsSupported ? new KernelProbe<Lanes4, Vector256<long>>() : null, output);
