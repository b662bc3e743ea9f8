namespace Prover.Circuits;

/// <summary>Leaves a scope when disposed: <c>using (cs.Scope("merkle")) { … }</c>.</summary>
public readonly struct ScopeHandle : IDisposable
{
    private readonly CircuitBuilder _builder;

    internal ScopeHandle(CircuitBuilder builder) => _builder = builder;

    /// <summary>Leaves the scope.</summary>
    public void Dispose() => _builder.LeaveScope();
}
