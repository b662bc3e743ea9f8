namespace Prover.Circuits;

/// <summary>Every source label once; id 0 is the product of two wires.</summary>
internal sealed class LabelTable
{
    public const int Product = 0;

    private readonly Dictionary<Provenance, int> _ids = [];
    private readonly List<Provenance> _labels = [new(SourceLabel.Product.Expression, null, null, string.Empty, 0)];

    public SourceLabel this[int id] => _labels[id].ToLabel();

    public int Intern(in Provenance provenance)
    {
        if (!_ids.TryGetValue(provenance, out int id))
        {
            id = _labels.Count;
            _labels.Add(provenance);
            _ids.Add(provenance, id);
        }

        return id;
    }
}
