using Prover.Compute.Native;
using Xunit;

namespace Prover.Compute.Tests;

/// <summary>A fact about the native library; skipped with the reason where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = NativeIsAbsentAttribute.ReasonFor(NativeIsa.Auto);
}
